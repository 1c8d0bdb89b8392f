-- REHEARSAL stand-in: takes the same options. It connects no visitor nodes.

local util = module:require "util";

util.on_host_type("local");
util.required("main_muc");
util.announce();
