-- REHEARSAL stand-in: announces itself and takes the same options. Nobody is promoted, and there is no queue.

local util = module:require "util";

util.on_host_type("component");
module:get_option_boolean("auto_allow_visitor_promotion", false);
module:get_option_boolean("always_visitors_enabled", true);
module:get_option_string("visitors_queue_service");
util.advertise("visitors");
util.announce();
