-- REHEARSAL stand-in: announces itself. It keeps no polls.

local util = module:require "util";

util.on_host_type("component");
util.advertise("polls");
util.announce();
