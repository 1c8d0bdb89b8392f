-- REHEARSAL stand-in: announces itself and takes the same options. Nothing is translated.

local util = module:require "util";

util.on_host_type("component");
util.required("muc_component");
module:get_option_number("audio_translation_max_subscriptions");
module:get_option_number("audio_translation_debounce_interval", 0.5);
util.advertise("audio_translation");
util.announce();
