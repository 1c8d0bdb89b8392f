-- REHEARSAL stand-in: announces where breakout rooms are and takes the same options. Breakout rooms cannot be made.

local util = module:require "util";

util.on_host_type("local");
module:depends("jitsi_session");
module:depends("room_destroy");

util.required("main_muc");
local breakout_muc = module:get_option_string("breakout_rooms_muc", "breakout." .. module.host);

module:add_identity("component", "breakout_rooms", breakout_muc);
util.announce();
