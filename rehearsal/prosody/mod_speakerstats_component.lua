-- REHEARSAL stand-in: announces itself and takes the same options. It counts nobody's speaking time.

local util = module:require "util";

util.on_host_type("component");
util.required("muc_component");
util.advertise("speakerstats");
util.announce();
