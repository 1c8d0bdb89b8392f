-- REHEARSAL stand-in: announces itself and takes the same options. It moderates nobody's microphone.

local util = module:require "util";

util.on_host_type("component");
util.required("muc_component");
util.advertise("av_moderation");
util.announce();
