import type { Json } from '@keyway/sdk'
import type { LogEvent } from '../../events/log-event.ts'
import { hours, minutes } from '../../windows/durations.ts'
import { compileSearch } from '../../regular-expression.ts'
import type { WindowEntry } from '../../windows/window-logic.ts'
import { defineWindow, type NativeDetection } from '../native-detection.ts'
import { byActor, isBySystem, textAt, valueAt } from '../read-event.ts'
import { distinct, textIn } from '../rows.ts'

const client = {
  ip: 'client.ipAddress',
  asn: 'securityContext.asNumber',
  os: 'client.userAgent.os',
  browser: 'client.userAgent.browser',
  agent: 'client.userAgent.rawUserAgent',
  device: 'debugContext.debugData.dtHash',
}

const isScript = compileSearch(
  'python|curl|wget|httpx|aiohttp|go-http-client|headless|java/|okhttp|powershell|postman',
  { ignoreCase: true },
)

/** S04 to S07: somebody else goes on with a session, or is where its user cannot be. */
export const sessionSequences: readonly NativeDetection[] = [
  defineWindow({
    id: 'keyway.session_hijacked',
    title: 'One session, several clients',
    severity: 'critical',
    description:
      'Within a day one session came from another network and from another system or browser, or with four device tokens ' +
      'from several addresses. Managed devices are left out.',
    tags: ['itdr.s04', 'attack.t1539', 'attack.t1550.004'],
    selects: 'authenticationContext.externalSessionId pr and eventType sw "user."',
    by: (event) => (isBySystem(event) || isManaged(event) ? [] : textKey(event, sessionField)),
    keeps: { ...client, login: 'actor.alternateId' },
    withinMs: hours(24),
    mergeMs: hours(24),
    fires(rows) {
      // Nearly every session has one client.
      if (rows.length < 2) return undefined
      const [networks, systems, browsers] = [
        distinct(rows, 'asn'),
        distinct(rows, 'os'),
        distinct(rows, 'browser'),
      ]
      const [addresses, devices] = [distinct(rows, 'ip'), distinct(rows, 'device')]
      const moved = networks.length > 1 && (systems.length > 1 || browsers.length > 1)
      if (!moved && !(devices.length >= 4 && addresses.length >= 2)) return undefined
      return { login: distinct(rows, 'login'), ip: addresses, os: systems, browser: browsers }
    },
  }),
  defineWindow({
    id: 'keyway.session_replayed',
    title: 'Session replayed by a script',
    severity: 'critical',
    description:
      'Within half an hour of its start a session went on from another address or client, one of them a script.',
    tags: ['itdr.s05', 'attack.t1557', 'attack.t1539'],
    selects: 'eventType in ["user.session.start", "policy.evaluate_sign_on", "user.authentication.sso"]',
    by: (event) =>
      isBySystem(event) ? [] : textKey(event, 'authenticationContext.rootSessionId', sessionField),
    keeps: { ...client, type: 'eventType', login: 'actor.alternateId' },
    withinMs: minutes(30),
    fires(rows) {
      const start = rows.findIndex(({ data }) => data['type'] === 'user.session.start')
      const replays = start === -1 ? [] : rows.slice(start + 1).filter((row) => differs(row, rows[start]))
      if (replays.length === 0 || !rows.some(({ data }) => isScript(textIn(data, 'agent')))) return undefined
      return { login: distinct(rows, 'login'), ip: distinct(rows, 'ip'), agent: distinct(rows, 'agent') }
    },
  }),
  defineWindow({
    id: 'keyway.session_context_changed',
    title: 'Session roams',
    severity: 'medium',
    description:
      'Okta saw a session change its client; high where network and country both changed within 15 minutes.',
    tags: ['itdr.s06', 'attack.t1539'],
    selects:
      'eventType in ["user.session.context.change", "security.session.detect_client_roaming", "policy.auth_reevaluate.fail"]',
    by: (event) => textKey(event, sessionField, 'actor.id'),
    keeps: { ...client, country: 'client.geographicalContext.country', login: 'actor.alternateId' },
    withinMs: minutes(15),
    fires(rows) {
      const moved = distinct(rows, 'asn').length > 1 && distinct(rows, 'country').length > 1
      return {
        ...(moved ? { severity: 'high' as const } : {}),
        login: distinct(rows, 'login'),
        ip: distinct(rows, 'ip'),
      }
    },
  }),
  defineWindow({
    id: 'keyway.impossible_travel',
    title: 'Impossible travel',
    severity: 'high',
    description:
      'Two successes of one user, more than 500 km apart and faster than 1,000 km/h. The same device on both ends, and a ' +
      'proxy on one of them, are left out.',
    tags: ['itdr.s07', 'attack.t1078'],
    selects:
      'outcome.result eq "SUCCESS" and (eventType eq "user.session.start" or eventType sw "user.authentication.")',
    by: byActor,
    keeps: {
      ...client,
      login: 'actor.alternateId',
      lat: 'client.geographicalContext.geolocation.lat',
      lon: 'client.geographicalContext.geolocation.lon',
      city: 'client.geographicalContext.city',
      proxy: (event: LogEvent): Json => valueAt(event, 'securityContext.isProxy') === true,
      isKnown: (event: LogEvent): Json => valueAt(event, 'keyway.knownDevice') === true,
    },
    withinMs: hours(24),
    mergeMs: minutes(5),
    fires(rows) {
      const [before, after] = [rows.at(-2), rows.at(-1)]
      if (before === undefined || after === undefined) return undefined
      if (before.data['proxy'] !== after.data['proxy']) return undefined
      const device = after.data['device'] ?? null
      if (device !== null && device === before.data['device']) return undefined
      // Two devices of one's own, one of them at home: nobody travelled.
      if (before.data['isKnown'] === true && after.data['isKnown'] === true) return undefined
      const distance = kilometresBetween(before, after)
      const hoursTaken = (after.at - before.at) / hours(1)
      if (distance === undefined || distance <= 500 || distance <= 1000 * hoursTaken) return undefined
      return {
        login: distinct([after], 'login'),
        kilometres: Math.round(distance),
        city: distinct([before, after], 'city'),
      }
    },
  }),
]

const sessionField = 'authenticationContext.externalSessionId'

function isManaged(event: LogEvent): boolean {
  return valueAt(event, 'device.managed') === true
}

/** The first of some fields that has a value. */
function textKey(event: LogEvent, ...paths: readonly string[]): string[] {
  return paths
    .map((path) => textAt(event, path))
    .filter((text) => text !== '')
    .slice(0, 1)
}

function differs({ data }: WindowEntry, start: WindowEntry | undefined): boolean {
  return data['ip'] !== start?.data['ip'] || data['agent'] !== start?.data['agent']
}

/** Along the surface of the Earth; undefined where a place is not known. */
function kilometresBetween(one: WindowEntry, other: WindowEntry): number | undefined {
  const [from, to] = [placeOf(one), placeOf(other)]
  if (from === undefined || to === undefined) return undefined
  const half = (difference: number): number => Math.sin(difference / 2) ** 2
  const chord = half(to.lat - from.lat) + Math.cos(from.lat) * Math.cos(to.lat) * half(to.lon - from.lon)
  return 2 * 6371 * Math.asin(Math.min(1, Math.sqrt(chord)))
}

function placeOf({ data }: WindowEntry): { lat: number; lon: number } | undefined {
  const { lat, lon } = data
  if (typeof lat !== 'number' || typeof lon !== 'number') return undefined
  return { lat: (lat * Math.PI) / 180, lon: (lon * Math.PI) / 180 }
}
