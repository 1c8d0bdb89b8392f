-- REHEARSAL stand-in: login by a JSON web token, in `?token=` or the header Authorization. Not here: taking a token over
-- into a session that is resumed from another host.

local util = module:require "util";

util.on_host_type("local");

local tokens = module:require "token/util".new(module);

module:require "token/login".provide(function (session)
	return tokens:process_and_verify_token(session);
end);

util.announce();
