-- REHEARSAL stand-in: takes the addresses of `s2sout_override` and checks no certificate, because nobody is connected to.

module:set_global();

module:log("info", "REHEARSAL stand-in of mod_%s", module.name);
