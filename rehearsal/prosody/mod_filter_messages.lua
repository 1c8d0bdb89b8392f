-- REHEARSAL stand-in: in a room whose metadata restrict the chat (`permissions.groupChatRestricted`), only those may write
-- who have the feature `send-groupchat`: by their token, or as moderators (mod_jitsi_permissions).

local st = require "prosody.util.stanza";
local util = module:require "util";

util.on_host_type("component");

local function is_restricted(room)
	local permissions = room.jitsiMetadata and room.jitsiMetadata.permissions;
	return permissions and permissions.groupChatRestricted;
end

local function filter(event)
	local session, stanza = event.origin, event.stanza;
	local room = stanza:get_child("body") and session and util.room(stanza.attr.to);
	if not room or not is_restricted(room) then return; end
	if util.is_feature_allowed("send-groupchat", session.jitsi_meet_context_features) then return; end
	module:send(st.error_reply(stanza, "cancel", "not-allowed", "Sending group messages not allowed"));
	return true;
end
module:hook("message/bare", filter);
module:hook("jitsi-visitor-groupchat-pre-route", filter);

util.announce();
