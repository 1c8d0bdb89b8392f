-- REHEARSAL stand-in: passes IQ requests for focus.<domain> on to a session of jicofo's account, and the answers back.
--
-- It knows jicofo's sessions only by presence, so the account's roster must let this component see it. At load it
-- asks for a subscription; when the roster already has one, the server answers with the present sessions. Made later,
-- the subscription is noticed only at the next load (or when jicofo logs in again). Without a session every request is
-- answered service-unavailable.

local jid = require "prosody.util.jid";
local st = require "prosody.util.stanza";
local array = require "prosody.util.array";
local util = module:require "util";

util.on_host_type("component");

local target = util.required("target_address");
local resources = array();

local function forget(resource)
	for i = #resources, 1, -1 do
		if resources[i] == resource then resources:pop(i); end
	end
end

local function presence_of_target(stanza)
	local kind, resource = stanza.attr.type, jid.resource(stanza.attr.from);
	if kind == "error" then
		while #resources > 0 do resources:pop(); end
	elseif kind == "unavailable" then
		forget(resource);
	elseif kind == nil and resource then
		forget(resource);
		resources:push(resource);
	end
end

local function refuse(stanza, condition)
	if stanza.attr.type ~= "error" then
		module:send(st.error_reply(stanza, "cancel", condition));
	end
end

--- An answer of jicofo: it is addressed to <this host>/<full JID of the client>.
local function answer(stanza)
	if stanza.name ~= "iq" or stanza.attr.type == "get" or stanza.attr.type == "set" then
		return refuse(stanza, "feature-not-implemented");
	end
	local client = jid.prep(jid.resource(stanza.attr.to));
	if client then
		stanza.attr.from, stanza.attr.to = module.host, client;
		module:send(stanza);
	end
end

--- A request of a client: the sender's JID travels in the resource.
local function request(stanza)
	if stanza.name == "presence" then
		return refuse(stanza, "bad-request");
	elseif stanza.name == "message" then
		return refuse(stanza, "feature-not-implemented");
	elseif stanza.attr.type ~= "get" and stanza.attr.type ~= "set" then
		return;
	elseif #resources == 0 then
		return refuse(stanza, "service-unavailable");
	end
	stanza.attr.from = module.host .. "/" .. stanza.attr.from;
	stanza.attr.to = target .. "/" .. resources:random();
	module:send(stanza);
end

local function handle(event)
	local stanza = event.stanza;
	if jid.bare(stanza.attr.from) ~= target then
		request(stanza);
	elseif jid.resource(stanza.attr.to) then
		answer(stanza);
	elseif stanza.name == "presence" then
		presence_of_target(stanza);
	else
		refuse(stanza, "bad-request");
	end
	return true;
end

for _, name in ipairs { "iq", "message", "presence" } do
	for _, form in ipairs { "bare", "full", "host" } do
		module:hook(name .. "/" .. form, handle, -1);
	end
end

util.announce();
module:send(st.presence({ type = "subscribe", to = target, from = module.host }));
