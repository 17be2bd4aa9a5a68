import { checks, type Check, type CheckSeverity } from '@keyway/identity'

const weights: Record<CheckSeverity, number> = { critical: 10, high: 5, medium: 2, low: 1 }

/** Frameworks and lists of checks, by what stands before the colon in a check's `frameworks`. */
export const frameworks: readonly { id: string; title: string }[] = [
  { id: 'all', title: 'All checks' },
  { id: 'stig', title: 'DISA STIG for Okta' },
  { id: 'nist', title: 'NIST SP 800-53' },
  { id: 'mitre', title: 'MITRE ATT&CK' },
  { id: 'healthinsight', title: 'Okta HealthInsight' },
  { id: 'ispm', title: 'Okta ISPM' },
  { id: 'cii', title: 'Cisco Identity Intelligence' },
  { id: 'delinea', title: 'Delinea' },
  { id: 'authomize', title: 'Authomize' },
  { id: 'defender', title: 'Microsoft Defender for Identity' },
  { id: 'prowler', title: 'Prowler' },
]

/** Checks that a framework asks for. */
export function checksOf(framework: string): readonly Check[] {
  if (framework === 'all') return checks
  return checks.filter((check) => check.frameworks.some((one) => one.split(':')[0] === framework))
}

/** From 0 to 100; null where nothing could be said. What is neither passed nor failed is left out. */
export function scoreOf(
  states: readonly { checkId: string; status: string }[],
  framework: string,
): number | null {
  const severities = new Map(checksOf(framework).map(({ id, severity }) => [id, severity]))
  let [all, failed] = [0, 0]
  for (const { checkId, status } of states) {
    const severity = severities.get(checkId)
    if (severity === undefined || (status !== 'pass' && status !== 'fail')) continue
    all += weights[severity]
    if (status === 'fail') failed += weights[severity]
  }
  return all === 0 ? null : Math.round((1 - failed / all) * 1000) / 10
}
