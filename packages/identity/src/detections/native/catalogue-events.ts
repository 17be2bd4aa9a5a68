import { isJsonObject, type Json } from '@keyway/sdk'
import { toText, type LogEvent } from '../events/log-event.ts'
import { readField, parseField } from '../events/field.ts'
import { compileSearch } from '../regular-expression.ts'
import type { Parameters } from '../sigma/placeholders.ts'
import { defineEvent, type NativeDetection } from './native-detection.ts'

/** Parameter with the regular expressions that names of an organisation's devices match. */
const deviceNames = 'device_names'

/** Rules of Okta's catalogue that need more than its filters can say. */
export function catalogueEvents(parameters: Parameters): NativeDetection[] {
  return [
    defineEvent({
      id: 'keyway.mfa_downgraded',
      title: 'Authentication policy: two factors became one',
      severity: 'high',
      description: 'A rule of an authentication policy asked for two factors and now asks for one.',
      tags: ['attack.t1556.006'],
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

function targetsOf(event: LogEvent): Json[] {
  return event.read('target').values.filter(isJsonObject)
}

const factorMode = parseField('policyRuleActionJson.appSignOn.verificationMethod.factorMode')

function isDowngrade(target: Json): boolean {
  const [before] = readField(parseField('changeDetails.from'), target).values
  const [after] = readField(parseField('changeDetails.to'), target).values
  return modeOf(before) === '2FA' && modeOf(after) === '1FA'
}

function modeOf(side: Json | undefined): Json | undefined {
  return side === undefined ? undefined : readField(factorMode, side).values[0]
}

/** Without patterns every name would be unusual, so then none is. */
function hasUnusualName(patterns: readonly string[]): (event: LogEvent) => boolean {
  const searches = patterns.map((pattern) => compileSearch(pattern, { ignoreCase: true }))
  return (event) =>
    searches.length > 0 &&
    targetsOf(event)
      .filter((target) =>
        /device/i.test(toText(readField(parseField('type'), target).values[0] ?? null) ?? ''),
      )
      .some((target) => {
        const name = toText(readField(parseField('displayName'), target).values[0] ?? null)
        return name !== undefined && !searches.some((search) => search(name))
      })
}
