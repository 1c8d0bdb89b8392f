-- REHEARSAL stand-in: decides nothing: this server talks to no other one in a rehearsal. Loads with its option `s2s_whitelist`.

module:set_global();

module:log("info", "REHEARSAL stand-in of mod_%s", module.name);
