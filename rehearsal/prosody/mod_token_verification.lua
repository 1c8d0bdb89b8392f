-- REHEARSAL stand-in: a token opens the room that it names, and no other. Rooms are never made by people with tokens:
-- the room must be there. Services and the JIDs or domains in `token_verification_allowlist` are exempt.

local configmanager = require "prosody.core.configmanager";
local jid = require "prosody.util.jid";
local st = require "prosody.util.stanza";
local util = module:require "util";

util.on_host_type("component");

-- The real module drops one word and one character from its own name to find the main host.
local parent = module.host:match("%w+.(%w.+)");
if not parent or not configmanager.getconfig()[parent] then
	error(("mod_%s on %s finds no host %s: the rooms' domain must be <letters and digits>.<main domain>")
		:format(module.name, module.host, tostring(parent)), 0);
end
local tokens = module:require "token/util".new(module:context(parent));

local allowed, moderation_needs_token;
local function read_options()
	allowed = module:get_option_set("token_verification_allowlist", {});
	moderation_needs_token = module:get_option_boolean("token_verification_require_token_for_moderation", false);
end
read_options();
module:hook_global("config-reloaded", read_options);

local passed, failed = module:measure("success", "counter"), module:measure("fail", "counter");

local function verify(event)
	local session, stanza = event.origin, event.stanza;
	local from = stanza.attr.from;
	if util.is_admin(from) or util.listed(allowed, from) or session.type == "s2sin" then return; end
	local ok, name, text = tokens:verify_room(session, stanza.attr.to);
	if ok then
		passed(1);
		return;
	end
	failed(1);
	module:log("error", "%s may not enter %s: %s", from, jid.bare(stanza.attr.to), text or "room and token mismatched");
	local reply = st.error_reply(stanza, "cancel", "not-allowed", text or "Room and token mismatched");
	if name then reply:tag(name, { xmlns = "http://jitsi.org/jitmeet" }); end
	session.send(reply);
	return true;
end
module:hook("muc-room-pre-create", verify, 99);
module:hook("muc-occupant-pre-join", verify, 99);

local function moderate(event)
	local session, stanza = event.origin, event.stanza;
	if not moderation_needs_token or util.is_admin(stanza.attr.from) then return; end
	if not session.auth_token or not session.jitsi_meet_room then
		session.send(st.error_reply(stanza, "cancel", "not-allowed", "Room modification disabled for guests"));
		return true;
	end
end
module:hook("iq-set/bare/http://jabber.org/protocol/muc#owner:query", moderate, -1);
module:hook("iq-set/host/http://jabber.org/protocol/muc#owner:query", moderate, -1);

util.announce();
