-- REHEARSAL: a login without name and password (SASL ANONYMOUS) that a module grants or refuses by what came with the
-- address. Passes what the real login modules pass to others: the events before and after.

local new_sasl = require "prosody.util.sasl".new;
local uuid = require "prosody.util.uuid".generate;

local function no_accounts()
	return nil, "Accounts are not kept here: a token is the login.";
end

local function previous_name(session)
	if not session.previd then return nil; end
	for _, other in pairs(prosody.full_sessions) do
		if other.resumption_token == session.previd then return other.username; end
	end
end

--- Runs a veto event: true, or false with condition and text.
local function passes(name, session)
	local veto = prosody.events.fire_event(name, session);
	if type(veto) == "table" and veto.res == false then return false, veto.error, veto.reason; end
	return true;
end

local function authenticate(session, verify)
	local ok, condition, text = passes("pre-jitsi-authentication-fetch-key", session);
	if ok then ok, condition, text = verify(session); end
	if ok and prosody.events.fire_event("jitsi-access-ban-check", session) == false then
		ok, condition, text = false, "not-allowed", "user is banned";
	end
	local name = ok and (prosody.events.fire_event("pre-jitsi-authentication", session) or previous_name(session) or uuid());
	if ok then ok, condition, text = passes("post-jitsi-authentication", session); end
	if ok then return name; end
	return nil, condition, text;
end

local login = {};

--- Makes `verify(session)` the login of this module's host. It returns true; or false, an error condition, and its text.
function login.provide(verify)
	module:depends("jitsi_session");
	local fails = module:measure("verify_fail", "counter");

	local function handler_of(session)
		local handler = new_sasl(module.host, { anonymous = true });
		-- Prosody's own mechanism asks until it is let in.
		function handler:process()
			local name, condition, text = authenticate(session, verify);
			if name then
				self.username = name;
				return "success";
			end
			fails(1);
			module:log("warn", "login refused: %s (%s), room %s", condition, text, session.jitsi_web_query_room);
			session.auth_token = nil;
			return "failure", condition, text;
		end
		function handler:clean_clone() -- luacheck: ignore 212/self
			return handler_of(session);
		end
		return handler;
	end

	module:provides("auth", {
		test_password = no_accounts;
		get_password = no_accounts;
		set_password = no_accounts;
		user_exists = no_accounts;
		create_user = no_accounts;
		delete_user = no_accounts;
		get_sasl_handler = handler_of;
	});
end

return login;
