/** Where the description and what Okta does part company: a fault that the check finds, and why it is none. */
export const knownDifferences: readonly { fault: RegExp; reason: string }[] = [
  { fault: /\/description must be string/, reason: 'Okta gives null to groups without a description' },
  {
    fault: /^(\/\d+)?\/profile must match a schema in anyOf/,
    reason: 'follows from the description of groups',
  },
  { fault: /\/accessibility\/\w+RedirectUrl must be string/, reason: 'Okta gives null where none is set' },
  {
    fault: /\/notifications\/vpn\/(helpUrl|message) must be string/,
    reason: 'Okta gives null where none is set',
  },
  {
    fault: /^\/(\d+)? ?must match "then" schema/,
    reason: 'follows from another fault, which is listed as well',
  },
  {
    fault:
      /^\/\d+\/(actor|authenticationContext|client|device|legacyEventType|outcome|request|securityContext|target).*\(null\)$/,
    reason: 'events of the System Log give null for everything that is not known',
  },
  {
    fault: /^\/(\d+\/)?externalId must be string \(null\)/,
    reason: 'Okta gives null to app users that came from nowhere',
  },
  {
    fault: /^\/lastFactorVerification must be string/,
    reason: 'Okta gives null to sessions without a factor',
  },
  { fault: /\/(logo|client)_uri must be string/, reason: 'Okta gives null where none is set' },
  { fault: /\/originId must be string/, reason: 'Okta gives null to owners that no app brought' },
  {
    fault: /^\/ must be object/,
    reason: 'the list of authenticator enrollments is described as one of them',
  },
  { fault: /\/resourceAlternateId must be string/, reason: 'Okta gives null to devices without another id' },
  {
    fault: /^(\/\d+)?\/profile\/\w+ must be object/,
    reason: 'attributes of users of an identity provider are plain values, not objects',
  },
  {
    fault: /\/eventSourceName must match pattern/,
    reason: 'the pattern forgets that the name has more than one letter',
  },
  { fault: /\/tokenWindow must match pattern/, reason: 'a negative look-ahead of the pattern lost its mark' },
]
