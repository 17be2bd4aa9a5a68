import { z } from '@keyway/sdk'

const text = z.string().nullable()
const open = z.record(z.string(), z.json()).nullable()
const party = {
  id: text,
  type: text,
  alternateId: text,
  displayName: text,
  detailEntry: open.optional(),
}
const place = z
  .object({
    city: text,
    state: text,
    country: text,
    postalCode: text,
    geolocation: z.object({ lat: z.number(), lon: z.number() }).nullable(),
  })
  .nullable()

/**
 * An event of the System Log as a flow sees it, the same from a hook and from the log. Any part may be missing or null.
 * Where Okta promises no shape (`debugData` above all) everything is let through.
 *
 * Source: Okta's description of its management API, LogEvent; `insertionTimestamp` is seen in hook deliveries only.
 */
export const logEvent = z
  .object({
    uuid: z.string(),
    published: z.iso.datetime(),
    insertionTimestamp: text,
    eventType: z.string(),
    version: z.union([z.string(), z.number()]),
    severity: z.enum(['DEBUG', 'INFO', 'WARN', 'ERROR']),
    legacyEventType: text,
    displayMessage: text,
    actor: z.object(party),
    client: z
      .object({
        userAgent: z.object({ rawUserAgent: text, os: text, browser: text }).nullable(),
        zone: text,
        device: text,
        id: text,
        ipAddress: text,
        geographicalContext: place,
      })
      .nullable(),
    device: open,
    outcome: z.object({ result: z.string(), reason: text }).nullable(),
    target: z
      .array(z.object({ ...party, changeDetails: z.object({ from: open, to: open }).nullable().optional() }))
      .nullable(),
    transaction: z.object({ id: text, type: text, detail: open }).nullable(),
    debugContext: z.object({ debugData: z.record(z.string(), z.json()) }).nullable(),
    authenticationContext: z
      .object({
        authenticationProvider: text,
        authenticationStep: z.number().nullable(),
        credentialProvider: text,
        credentialType: text,
        externalSessionId: text,
        rootSessionId: text,
        interface: text,
        issuer: z.object({ id: text, type: text }).nullable(),
      })
      .partial()
      .nullable(),
    securityContext: z
      .object({
        asNumber: z.number().nullable(),
        asOrg: text,
        isp: text,
        domain: text,
        isProxy: z.boolean().nullable(),
        risk: z
          .object({
            level: text,
            previousLevel: text,
            reasons: z.array(z.string()).nullable(),
            detectionName: text,
            issuer: text,
          })
          .nullable(),
        userBehaviors: z.array(z.object({ id: text, name: text, result: text })).nullable(),
        ipDetails: open,
        botProtection: open,
      })
      .partial()
      .nullable(),
    request: z
      .object({
        ipChain: z
          .array(
            z.object({
              ip: text,
              geographicalContext: place,
              version: text,
              source: text,
              ipDetails: open.optional(),
            }),
          )
          .nullable(),
      })
      .nullable(),
  })
  .partial()
