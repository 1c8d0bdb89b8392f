-- REHEARSAL: what the components that speak with a meeting's people share. They send messages to the component and are
-- sent JSON in <json-message/>.

local jid = require "prosody.util.jid";
local json = require "prosody.util.json";
local st = require "prosody.util.stanza";
local util = module:require "util";

local base = util.required("muc_mapper_domain_base");
local conference_host = module:get_option_string("muc_mapper_domain_prefix", "conference") .. "." .. base;

local meeting = {
	ns = "http://jitsi.org/jitmeet";
	conference_host = conference_host;
	breakout_host = "breakout." .. base;
};

--- The room that the address of a session's connection names (?room=, ?prefix=), or nil.
function meeting.of_session(session)
	local name, tenant = session.jitsi_web_query_room, session.jitsi_web_query_prefix;
	if not name then return nil; end
	local in_tenant = tenant and tenant ~= "" and tenant ~= base;
	return util.room(jid.join(in_tenant and ("[%s]%s"):format(tenant, name) or name, conference_host));
end

--- The occupant with this full JID, and where it is: in the room, or in one of its breakout rooms.
function meeting.find(room, person)
	local occupant = room:get_occupant_by_real_jid(person);
	if occupant then return occupant, room; end
	for address in pairs(room._data.breakout_rooms or {}) do
		local breakout = util.room(address);
		occupant = breakout and breakout:get_occupant_by_real_jid(person);
		if occupant then return occupant, breakout; end
	end
end

--- A moderator's request, as a child without a namespace in a message to the component: the child, the room that the
--- sender's connection is for, and the sender in it, or with `or_breakout` in one of its breakout rooms. Nil for anybody
--- else's: unanswered, Prosody refuses it.
function meeting.request_of_moderator(event, name, or_breakout)
	local request = event.stanza.attr.type ~= "error" and event.stanza:get_child(name);
	local room = request and meeting.of_session(event.origin);
	if not room then return nil; end
	local occupant, where = meeting.find(room, event.stanza.attr.from);
	if not occupant or not (or_breakout or where == room) then return nil; end
	if occupant.role ~= "moderator" then
		module:log("warn", "%s is no moderator of %s", event.stanza.attr.from, room.jid);
		return nil;
	end
	return request, room, occupant;
end

--- Sends JSON to a full JID. options: from (a JID), room (an attribute that says which room it is about).
function meeting.tell(address, value, options)
	local from = options and options.from or module.host;
	module:send(st.message({ from = from; to = address })
		:text_tag("json-message", json.encode(value), { xmlns = meeting.ns; room = options and options.room }));
end

--- Sends JSON to everybody in a room, jicofo too.
function meeting.tell_all(room, value)
	for _, occupant in room:each_occupant() do meeting.tell(occupant.jid, value); end
end

--- Whether a meeting's rules are for this occupant: not for the services' accounts, and not in jicofo's health rooms.
function meeting.is_person(room, occupant)
	return not util.is_health_room(room.jid) and not util.is_admin(occupant.bare_jid);
end

return meeting;
