-- REHEARSAL stand-in: anonymous login. Everybody gets a random UUID as the user name; a client that reconnects with
-- `?previd=<its stream resumption id>` gets its old name back. Accounts cannot be made, read or changed.

local new_sasl = require "prosody.util.sasl".new;
local uuid = require "prosody.util.uuid".generate;
local util = module:require "util";

util.on_host_type("local");
module:depends("jitsi_session");

local function previous_name(session)
	if not session.previd then return nil; end
	for _, other in pairs(prosody.full_sessions) do
		if other.host == module.host and other.resumption_token == session.previd then
			return other.username;
		end
	end
end

local function refuse()
	return nil, "Only anonymous login is supported.";
end

module:provides("auth", {
	test_password = refuse;
	get_password = refuse;
	set_password = refuse;
	user_exists = refuse;
	create_user = refuse;
	delete_user = refuse;
	get_sasl_handler = function (session)
		return new_sasl(module.host, {
			anonymous = function (sasl)
				sasl.username = previous_name(session);
				-- A token counts for nothing here, unless it came with the session that is taken up again.
				if not sasl.username then session.auth_token = nil; end
				sasl.username = sasl.username or uuid();
				return true;
			end;
		});
	end;
});

util.announce();
