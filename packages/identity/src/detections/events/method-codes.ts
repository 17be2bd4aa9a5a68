/**
 * What the System Log calls a way of authenticating, and the code that rules write for it.
 * Source: labels in events of Identity Engine; codes of Okta's authenticator methods.
 */
export const methodCodes: ReadonlyMap<string, string> = new Map([
  ['password', 'password'],
  ['email', 'email'],
  ['sms', 'sms'],
  ['voice call', 'voice'],
  ['security question', 'security_question'],
  ['get a push notification', 'push'],
  ['okta verify push', 'push'],
  ['enter a code', 'totp'],
  ['google authenticator', 'otp'],
  ['use okta fastpass', 'signed_nonce'],
  ['okta fastpass', 'signed_nonce'],
  ['fido2 (webauthn)', 'webauthn'],
  ['security key or biometric authenticator', 'webauthn'],
  ['passkeys', 'webauthn'],
  ['idp authenticator', 'idp'],
  ['duo security', 'duo'],
])
