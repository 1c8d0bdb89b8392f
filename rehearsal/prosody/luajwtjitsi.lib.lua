-- REHEARSAL: JSON web tokens, signed with a shared secret (HS) or an RSA key (RS). Used by token/util.

local basexx = require "basexx";
local json = require "cjson.safe";
local digest = require "openssl.digest";
local hmac = require "openssl.hmac";
local pkey = require "openssl.pkey";
local equals = require "prosody.util.hashes".equals;

local hash_of = { ["256"] = "sha256", ["384"] = "sha384", ["512"] = "sha512" };

local verifiers = {
	HS = function (text, signature, secret, hash)
		return equals(hmac.new(secret, hash):final(text), signature);
	end;
	RS = function (text, signature, pem, hash)
		local ok, key = pcall(pkey.new, pem);
		return ok and key:verify(signature, digest.new(hash):update(text)) or false;
	end;
};

local function decode_part(part)
	local text = basexx.from_url64(part);
	local value = text and json.decode(text);
	return type(value) == "table" and value or nil;
end

local jwt = {};

--- Reads a token without believing it: header, claims, signed text, signature; or nil and what is wrong with its form.
function jwt.parse(token)
	local head, body, tail = token:match("^([^.]+)%.([^.]+)%.([^.]+)$");
	if not head then return nil, "Invalid token"; end
	local header, claims, signature = decode_part(head), decode_part(body), basexx.from_url64(tail);
	if not header then return nil, "Invalid header"; end
	if not claims then return nil, "Invalid body"; end
	if not signature then return nil, "Invalid signature"; end
	return header, claims, head .. "." .. body, signature;
end

local function accepts(list, claim)
	for _, accepted in ipairs(list) do
		if accepted == "*" or accepted == claim then return true; end
	end
	return false;
end

--- Why a time in the claims is not now, or nil. There is no leeway, and a token without times is good for ever.
local function time_problem(claims)
	for _, name in ipairs { "exp", "nbf" } do
		if claims[name] and type(claims[name]) ~= "number" then return name .. " must be number"; end
	end
	if claims.exp and os.time() >= claims.exp then return "Not acceptable by exp"; end
	if claims.nbf and os.time() < claims.nbf then return "Not acceptable by nbf"; end
end

--- The claims of a token that is signed by `algorithm` with `key`, is meant for now, and comes from an accepted issuer
--- for an accepted audience; or nil and the reason. Issuer and audience must be there even where "*" accepts any.
function jwt.verify(token, algorithm, key, issuers, audiences)
	local verify, hash = verifiers[algorithm:sub(1, 2)], hash_of[algorithm:sub(3)];
	if not verify or not hash then return nil, "Algorithm not supported"; end
	local header, claims, text, signature = jwt.parse(token);
	if not header then return nil, claims; end
	if header.typ ~= "JWT" then return nil, "Invalid typ"; end
	if header.alg ~= algorithm then return nil, "Invalid or incorrect alg"; end
	if not verify(text, signature, key, hash) then return nil, "Invalid signature"; end
	local wrong = time_problem(claims);
	if wrong then return nil, wrong; end
	if claims.iss == nil then return nil, "'iss' claim is missing"; end
	if not accepts(issuers, claims.iss) then return nil, "invalid 'iss' claim"; end
	if claims.aud == nil then return nil, "'aud' claim is missing"; end
	if not accepts(audiences, claims.aud) then return nil, "invalid 'aud' claim"; end
	return claims;
end

return jwt;
