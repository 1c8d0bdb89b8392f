-- REHEARSAL stand-in: announces itself and takes the same options. It keeps and sends no metadata.

local util = module:require "util";

util.on_host_type("component");
util.required("muc_component");
util.required("breakout_rooms_component");
util.advertise("room_metadata");
util.announce();
