import type { Json } from '@keyway/sdk'
import { toText, type LogEvent } from '../events/log-event.ts'
import { readField, parseField } from '../events/field.ts'
import { compileSearch } from '../regular-expression.ts'
import type { Parameters } from '../sigma/placeholders.ts'
import { defineEvent, type NativeDetection } from './native-detection.ts'
import { targetsOf } from './read-event.ts'

/** Parameter with the regular expressions that names of an organisation's devices match. */
const deviceNames = 'device_names'

/** Rules of Okta's catalogue that need more than its filters can say. */
export function catalogueEvents(parameters: Parameters): NativeDetection[] {
  return [
    defineEvent({
      id: 'keyway.mfa_downgraded',
      title: 'Authentication policy weakened',
      severity: 'high',
      description:
        'A rule of an authentication policy asked for two factors and now for one, or for phishing resistance and now not.',
      tags: ['itdr.s32', 'attack.t1556.006'],
      replaces: '0c2634a6',
      selects: 'eventType eq "policy.rule.update" and outcome.result eq "SUCCESS"',
      test: (event) => targetsOf(event).some(isDowngrade),
    }),
    defineEvent({
      id: 'keyway.device_name_unusual',
      title: 'Device enrolled with an unusual name',
      severity: 'medium',
      description: `The name of a new device matches none of the patterns in the parameter "${deviceNames}".`,
      tags: ['attack.t1556.006', 'attack.t1078'],
      replaces: '4f6161a0',
      selects: 'eventType in ["device.user.add", "device.enrollment.create"]',
      test: hasUnusualName(parameters.get(deviceNames) ?? []),
    }),
  ]
}

const changedFrom = parseField('changeDetails.from')
const changedTo = parseField('changeDetails.to')
const targetType = parseField('type')
const targetName = parseField('displayName')
const factorMode = parseField('policyRuleActionJson.appSignOn.verificationMethod.factorMode')

const phishingResistance = parseField(
  'policyRuleActionJson.appSignOn.verificationMethod.constraints.possession.phishingResistant',
)

function isDowngrade(target: Json): boolean {
  const [before] = readField(changedFrom, target).values
  const [after] = readField(changedTo, target).values
  if (before === undefined || after === undefined) return false
  const [had, has] = [before, after].map((side) => ({
    mode: readField(factorMode, side).values[0],
    resists: readField(phishingResistance, side).values.includes('REQUIRED'),
  }))
  return (had?.mode === '2FA' && has?.mode === '1FA') || (had?.resists === true && has?.resists === false)
}

/** Without patterns every name would be unusual, so then none is. */
function hasUnusualName(patterns: readonly string[]): (event: LogEvent) => boolean {
  const searches = patterns.map((pattern) => compileSearch(pattern, { ignoreCase: true }))
  return (event) =>
    searches.length > 0 &&
    targetsOf(event)
      .filter((target) => /device/i.test(toText(readField(targetType, target).values[0] ?? null) ?? ''))
      .some((target) => {
        const name = toText(readField(targetName, target).values[0] ?? null)
        return name !== undefined && !searches.some((search) => search(name))
      })
}
