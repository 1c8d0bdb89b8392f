-- REHEARSAL stand-in: login by a JSON web token as auth_token has it, or, where the token speaks of Matrix
-- (`context.matrix`), by the user verification service.

local jwt = module:require "luajwtjitsi";
local matrix = module:require "matrix";
local util = module:require "util";

util.on_host_type("local");

local tokens = module:require "token/util".new(module);
local service = {
	url = module:get_option_string("uvs_base_url");
	bearer = module:get_option_string("uvs_auth_token");
};
local issuers = { module:get_option_string("uvs_issuer", "*"), tokens.app_id };
local asks_nobody = module:get_option_boolean("uvs_disable_membership_verification", false);

local function verify_matrix(session, claim)
	if not service.url then return false, "access-denied", "missing Matrix UVS address"; end
	session.public_key = matrix.key;
	local ok, condition, text = tokens:process_and_verify_token(session, issuers);
	if not ok then return false, condition, text; end
	if not claim.room_id then return false, "bad-request", "Matrix room ID must be given"; end
	if matrix.room_id(session.jitsi_web_query_room) ~= claim.room_id then
		return false, "not-allowed", "Jitsi room does not match Matrix room";
	end
	local affiliation = asks_nobody and "member" or matrix.membership(service, claim);
	if not affiliation then return false, "not-allowed", "Matrix token invalid or not in room"; end
	session.matrix_affiliation = affiliation;
	session.auth_matrix_user_verification_is_owner = affiliation == "owner";
	session.jitsi_meet_context_matrix = claim;
	return true;
end

module:require "token/login".provide(function (session)
	local _, claims = jwt.parse(session.auth_token or "");
	local claim = type(claims) == "table" and type(claims.context) == "table" and claims.context.matrix;
	if type(claim) == "table" then return verify_matrix(session, claim); end
	return tokens:process_and_verify_token(session);
end);

util.announce();
