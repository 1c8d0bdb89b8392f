-- Prints what Prosody makes of every character there is: prepared names, domains, and what looks alike.
package.cpath = "/usr/lib/prosody/?.so;" .. package.cpath;
local encodings = require "util.encodings";

local function each(from, use)
	for code = from, 0x2FFFF do
		if code < 0xD800 or code > 0xDFFF then use(utf8.char(code)); end
	end
end

local profiles = {};
for profile in pairs(encodings.stringprep) do table.insert(profiles, profile); end
table.sort(profiles);
for _, profile in ipairs(profiles) do
	each(1, function (text) print(profile, encodings.stringprep[profile](text)); end);
end
each(0x80, function (text)
	print(encodings.idna.to_ascii("a" .. text .. "b.example"), encodings.confusable.skeleton(text));
end);
