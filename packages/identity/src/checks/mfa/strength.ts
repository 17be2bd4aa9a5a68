/** How well a factor withstands an attacker. Facts section 4.2. */
export const weak = ['sms', 'call', 'email', 'question']
export const strong = ['push', 'token:software:totp', 'token:hotp', 'token:hardware', 'token', 'web']
export const phishingResistant = ['webauthn', 'u2f', 'signed_nonce']
export const anyFactor = [...weak, ...strong, ...phishingResistant]
