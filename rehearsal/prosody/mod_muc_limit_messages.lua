-- REHEARSAL stand-in: a room takes `muc_limit_messages_count` messages in all, of people whose address named a room. With
-- `muc_limit_messages_check_token` the first message of somebody with a token lifts the limit for good.

local st = require "prosody.util.stanza";
local util = module:require "util";

util.on_host_type("component");

local limit = module:get_option_integer("muc_limit_messages_count");
if not limit then
	error(("option \"muc_limit_messages_count\" is missing for mod_%s on %s"):format(module.name, module.host), 0);
end
local lifts_for_tokens = module:get_option_boolean("muc_limit_messages_check_token", false);
local text = "The message limit for the room has been reached. Messaging is now disabled.";

local function count(event)
	local session, stanza = event.origin, event.stanza;
	if not stanza:get_child("body") or not session or not session.jitsi_web_query_room then return; end
	local room = util.room(stanza.attr.to);
	if not room or room.messages_unlimited then return; end
	if lifts_for_tokens and session.auth_token then
		room.messages_unlimited = true;
		return;
	end
	room.messages = (room.messages or 0) + 1;
	if room.messages == limit + 1 then
		room:broadcast_message(st.message({ from = room.jid, type = "groupchat" }, text));
	end
	if room.messages > limit then
		session.send(st.error_reply(stanza, "cancel", "not-allowed", text));
		return true;
	end
end
module:hook("message/full", count, -1);
module:hook("message/bare", count, -1);

util.announce();
