import { randomUUID } from 'node:crypto'

/** The event type that the measured flow waits for. */
export const eventType = 'user.account.lock'

export interface Delivery {
  /** `uuid` of the one event in it. */
  event: string
  body: string
}

/**
 * Makes event hook deliveries of about 1.5 kB, each with one System Log event that nobody has seen before.
 * The text around the two ids is made once: making load must cost little beside what it loads.
 */
export function createDeliveries(): () => Delivery {
  const mark = '\u0001'
  const [beforeDelivery = '', beforeEvent = '', rest = ''] = JSON.stringify(delivery(mark)).split(
    JSON.stringify(mark),
  )
  return () => {
    const event = randomUUID()
    return { event, body: `${beforeDelivery}"${randomUUID()}"${beforeEvent}"${event}"${rest}` }
  }
}

function delivery(id: string) {
  return {
    eventType: 'com.okta.event_hook',
    eventTypeVersion: '1.0',
    cloudEventsVersion: '0.1',
    source: 'https://acme.okta.test/api/v1/eventHooks/who8vt36qfNpCGz9H1e6',
    eventId: id,
    data: { events: [lockEvent(id)] },
    eventTime: '2026-11-20T10:15:30.123Z',
    contentType: 'application/json',
  }
}

function lockEvent(uuid: string) {
  return {
    uuid,
    published: '2026-11-20T10:15:29.482Z',
    eventType,
    version: '0',
    displayMessage: 'Max sign in attempts exceeded',
    severity: 'WARN',
    client: {
      userAgent: {
        rawUserAgent:
          'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0',
        os: 'Linux',
        browser: 'CHROME',
      },
      zone: 'null',
      device: 'Computer',
      ipAddress: '203.0.113.24',
      geographicalContext: {
        city: 'Springfield',
        state: 'Oregon',
        country: 'United States',
        postalCode: '97477',
      },
    },
    actor: {
      id: '00u1a2b3c4d5e6f7g8h9',
      type: 'User',
      alternateId: 'ada.lovelace@acme.test',
      displayName: 'Ada Lovelace',
    },
    outcome: { result: 'FAILURE', reason: 'LOCKED_OUT' },
    target: [
      {
        id: '00u1a2b3c4d5e6f7g8h9',
        type: 'User',
        alternateId: 'ada.lovelace@acme.test',
        displayName: 'Ada Lovelace',
      },
    ],
    transaction: { type: 'WEB', id: 'Zx9Vt3LqRk2mYw8nPb5sTgAAB7c', detail: {} },
    debugContext: {
      debugData: { requestUri: '/api/v1/authn', threatSuspected: 'false', url: '/api/v1/authn?' },
    },
    authenticationContext: { authenticationStep: 0, externalSessionId: 'trs8kQ1v0cXR9uS7yWm3nPfAA' },
    securityContext: {
      asNumber: 64500,
      asOrg: 'example',
      isp: 'example',
      domain: 'example.test',
      isProxy: false,
    },
    request: { ipChain: [{ ip: '203.0.113.24', version: 'V4', source: null }] },
  }
}
