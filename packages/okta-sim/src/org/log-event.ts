/** Who did it, or to whom: the same five fields describe actors and targets. */
export type EventParty = {
  id: string
  type: string
  alternateId: string
  displayName: string
  detailEntry: Record<string, unknown> | null
  changeDetails?: { from: Record<string, unknown>; to: Record<string, unknown> }
}

export type GeographicalContext = {
  city: string | null
  state: string | null
  country: string | null
  postalCode: string | null
  geolocation: { lat: number; lon: number } | null
}

export type EventClient = {
  userAgent: { rawUserAgent: string; os: string; browser: string } | null
  zone: string | null
  device: string | null
  id: string | null
  ipAddress: string | null
  geographicalContext: GeographicalContext | null
}

export type IpAddress = {
  ip: string
  geographicalContext: GeographicalContext | null
  version: 'V4' | 'V6'
  source: string | null
}

export type Severity = 'DEBUG' | 'INFO' | 'WARN' | 'ERROR'

/** One System Log event as `GET /api/v1/logs` returns it. Hook deliveries carry a slightly different shape. */
export type LogEvent = {
  uuid: string
  /** ISO 8601, UTC, milliseconds */
  published: string
  eventType: string
  version: string
  severity: Severity
  legacyEventType: string | null
  displayMessage: string
  actor: EventParty
  client: EventClient
  device: Record<string, unknown> | null
  outcome: { result: string; reason: string | null }
  target: EventParty[] | null
  transaction: { id: string; type: 'WEB' | 'JOB'; detail: Record<string, unknown> }
  debugContext: { debugData: Record<string, unknown> }
  authenticationContext: Record<string, unknown>
  securityContext: Record<string, unknown>
  request: { ipChain: IpAddress[] }
}

/** What a test or demo says about an event; everything left out gets a believable value. */
export type EventInput = Partial<Omit<LogEvent, 'eventType' | 'actor' | 'target' | 'client' | 'outcome'>> & {
  eventType: string
  actor?: Partial<EventParty>
  target?: Partial<EventParty>[] | null
  client?: Partial<EventClient>
  outcome?: Partial<LogEvent['outcome']>
}

/** What caused a change: the API call (or the org itself) that its System Log events will name. */
export type Cause = {
  actor: EventParty
  client: EventClient
  ipChain: IpAddress[]
  transaction: LogEvent['transaction']
  debugData: Record<string, unknown>
  externalSessionId: string | null
}
