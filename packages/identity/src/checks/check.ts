import type { JsonObject } from '@keyway/sdk'
import type { Severity } from '../detections/severity.ts'
import type { InventoryReader } from './reader.ts'

export const profiles = ['default', 'healthinsight', 'stig'] as const
/** Whose thresholds hold where nobody chose others. */
export type Profile = (typeof profiles)[number]

export type CheckSeverity = Exclude<Severity, 'info'>

type ParameterValue = number | boolean | readonly string[]

/** A threshold or list that people may change. */
export interface Parameter<Value extends ParameterValue = ParameterValue> {
  title: string
  standard: Value
  /** What it is in other profiles. */
  stig?: Value
  healthinsight?: Value
}

type Widened<Value> = Value extends number ? number : Value extends boolean ? boolean : readonly string[]

type Given<Parameters extends Record<string, Parameter>> = {
  readonly [Name in keyof Parameters]: Widened<Parameters[Name]['standard']>
}

/** What an org says of itself for all checks. */
export interface OrgFacts {
  profile: Profile
  /** Ids, catalogue names or labels of apps that hold what must not be lost, beside those known to (`isSensitive`). */
  sensitiveApps: readonly string[]
  /** Logins of accounts for emergencies: they are meant to lie idle. */
  breakGlass: readonly string[]
  /** Domains of the organisation, for addresses and redirects; empty: not judged. */
  allowedDomains: readonly string[]
  /** What logins of service accounts begin with. */
  serviceAccounts: readonly string[]
}

export interface CheckContext<Parameters extends Record<string, Parameter> = Record<string, Parameter>> {
  /** The org's host. */
  org: string
  now: number
  /** From when on use is counted; null: it is not. */
  usedSince: number | null
  facts: OrgFacts
  read: InventoryReader
  given: Given<Parameters>
  /** The moment so many days ago. */
  daysAgo: (days: number) => number
}

/** What is wrong, and with what. An object is named once for each check. */
export interface Found {
  /** A kind of the inventory, or `org`. */
  kind: string
  id: string
  name: string
  /** Where it is not the check's own. */
  severity?: CheckSeverity
  /** Why, in a sentence. */
  reason: string
  /** The values that show it. */
  evidence: JsonObject
}

/** Why a check does not say yes or no. */
export interface NoAnswer {
  /**
   * `manual`: no API tells; the reason says what a person has to look at. `unknown`: too little is known. `not_applicable`:
   * the org has nothing that the check is about.
   */
  status: 'manual' | 'unknown' | 'not_applicable'
  reason: string
}

/** What usually sets a finding right. */
export interface Remedy {
  words: string
  /** Codes of actions (`R-SUSPEND`), in the order in which they are tried. */
  actions: readonly string[]
  /** Id of the remedy that Keyway brings as a flow; null where a person has to act. */
  flow: string | null
}

interface DeclaredCheck<Parameters extends Record<string, Parameter>> {
  id: string
  title: string
  /** What it looks for, and why that matters, in plain words. */
  meaning: string
  severity: CheckSeverity
  tier: 'core' | 'extended'
  /** `state` is seen in what the org is, `event` in what happened, `manual` by a person. */
  basis: 'state' | 'event' | 'manual'
  /** Kind of the objects that it names. */
  about: string
  /** What asks for it: `nist:IA-2(1)`, `mitre:T1078`, `stig:V-273193`, or the name of a list of checks. */
  frameworks: readonly string[]
  /** Kinds of the inventory without which there is no answer. */
  needs: readonly string[]
  /** Kinds that make the answer better where they can be read. */
  uses?: readonly string[]
  /** Types of System Log events after which it is looked at again, beside changes of its kinds. */
  events?: readonly string[]
  parameters: Parameters
  remedy: Remedy
  find: (context: CheckContext<Parameters>) => Promise<readonly Found[] | NoAnswer>
}

export type Check = DeclaredCheck<Record<string, Parameter>>

/** Declares a check: everything that is known of it. */
export function defineCheck<const Parameters extends Record<string, Parameter>>(
  check: DeclaredCheck<Parameters>,
): Check {
  // What a check is given is read by its own parameters: `givenTo`.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return check as unknown as Check
}

/** The parameters of a check as they hold: what somebody chose, else the profile's, else the standard. */
export function givenTo(
  check: Check,
  profile: Profile,
  chosen: JsonObject,
): Given<Record<string, Parameter>> {
  return Object.fromEntries(
    Object.entries(check.parameters).map(([name, parameter]) => {
      const value = chosen[name]
      const isOfType = value !== undefined && isLike(value, parameter.standard)
      const usual = (profile === 'default' ? undefined : parameter[profile]) ?? parameter.standard
      // Just seen to be like the standard.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      return [name, isOfType ? (value as ParameterValue) : usual]
    }),
  ) as Given<Record<string, Parameter>>
}

/** Whether a value can stand where this one does. */
export function isLike(value: unknown, standard: ParameterValue): boolean {
  if (Array.isArray(standard)) return Array.isArray(value) && value.every((item) => typeof item === 'string')
  return typeof value === typeof standard && (typeof value !== 'number' || Number.isFinite(value))
}
