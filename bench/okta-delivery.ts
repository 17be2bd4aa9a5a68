import { randomUUID } from 'node:crypto'

/**
 * The event type that the measured flow waits for. Events of one person keep their order, and no detection takes so many
 * of them for an attack, of which alerts would be made.
 */
export const eventType = 'user.account.update_profile'

export interface Delivery {
  /** `uuid` of the first event in it. */
  event: string
  body: string
}

/** People of the org, whose turn it is one after the other: events of one person wait for each other. */
const people = 10_000

/**
 * Makes event hook deliveries of System Log events that nobody has seen before, about 1.5 kB each, of this moment and of
 * many people in turn. The text around what differs is made once: making load must cost little beside what it loads.
 */
export function createDeliveries(events = 1): () => Delivery {
  const around = JSON.stringify(delivery()).split('@@')
  const pieces = JSON.stringify(profileEvent()).split('@@')
  let made = Math.floor(Math.random() * people)
  const fill = (template: readonly string[], values: Readonly<Record<string, string>>): string =>
    template.map((piece, index) => (index % 2 === 0 ? piece : values[piece])).join('')
  return () => {
    const ids = Array.from({ length: events }, () => timeUuid())
    const published = new Date().toISOString()
    const texts = ids.map((event) => {
      made += 1
      return fill(pieces, { event, published, person: String(made % people).padStart(5, '0') })
    })
    const body = fill(around, { delivery: randomUUID(), published })
    return { event: ids[0] ?? '', body: body.replace('"events":[]', () => `"events":[${texts.join(',')}]`) }
  }
}

/** Stands for a value that differs. JSON needs no escape for what is around it. */
function mark(name: 'delivery' | 'event' | 'published' | 'person'): string {
  return `@@${name}@@`
}

function delivery() {
  return {
    eventType: 'com.okta.event_hook',
    eventTypeVersion: '1.0',
    cloudEventsVersion: '0.1',
    source: 'https://acme.okta.test/api/v1/eventHooks/who8vt36qfNpCGz9H1e6',
    eventId: mark('delivery'),
    data: { events: [] },
    eventTime: mark('published'),
    contentType: 'application/json',
  }
}

function profileEvent() {
  return {
    uuid: mark('event'),
    published: mark('published'),
    eventType,
    version: '0',
    displayMessage: 'Update user profile for Okta',
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
    actor: person(),
    outcome: { result: 'SUCCESS', reason: null },
    target: [person()],
    transaction: { type: 'WEB', id: 'Zx9Vt3LqRk2mYw8nPb5sTgAAB7c', detail: {} },
    debugContext: {
      debugData: { requestUri: '/api/v1/authn', threatSuspected: 'false', url: '/api/v1/authn?' },
    },
    authenticationContext: { authenticationStep: 0, externalSessionId: `trs${mark('person')}` },
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

function person() {
  return {
    id: `00u1a2b3c4d5e6f${mark('person')}`,
    type: 'User',
    alternateId: `ada.lovelace.${mark('person')}@acme.test`,
    displayName: 'Ada Lovelace',
  }
}

/** 100-nanosecond steps from 1582-10-15, where UUIDs of version 1 count from, to 1970. */
const before1970 = 122_192_928_000_000_000n
let lastTime = 0n

/** A UUID of version 1 (RFC 9562), as those of Okta's events are: it holds the time it was made at. */
function timeUuid(): string {
  const now = BigInt(Date.now()) * 10_000n + before1970
  lastTime = now > lastTime ? now : lastTime + 1n
  const time = lastTime.toString(16).padStart(15, '0')
  return `${time.slice(7)}-${time.slice(3, 7)}-1${time.slice(0, 3)}-${randomUUID().slice(19)}`
}
