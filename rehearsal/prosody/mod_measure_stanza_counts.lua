-- REHEARSAL stand-in: counts what comes in, by kind of stanza.

module:set_global();

local filters = require "prosody.util.filters";

local received = module:metric("counter", "received", "", "Stanzas that came in", { "session_type", "stanza_kind" });

local function count(stanza, session)
	if stanza.attr and not stanza.attr.xmlns then
		received:with_labels(session.type or "unknown", stanza.name):add(1);
	end
	return stanza;
end

local function on_session(session)
	filters.add_filter(session, "stanzas/in", count, 1);
end

function module.load()
	filters.add_filter_hook(on_session);
	module:log("info", "REHEARSAL stand-in of mod_%s", module.name);
end

function module.unload()
	filters.remove_filter_hook(on_session);
end
