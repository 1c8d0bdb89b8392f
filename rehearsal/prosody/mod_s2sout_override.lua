-- REHEARSAL stand-in: takes `s2sout_override` and connects to nobody.

module:set_global();

module:log("info", "REHEARSAL stand-in of mod_%s", module.name);
