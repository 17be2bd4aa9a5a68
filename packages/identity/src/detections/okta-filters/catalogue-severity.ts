import type { Severity } from '../severity.ts'

/**
 * Okta's catalogue gives its rules no severity; these are ours, by the first eight digits of a rule's id. Other detections
 * are medium and hunts are info.
 */
const assigned: Readonly<Record<Exclude<Severity, 'info' | 'medium'>, string>> = {
  low: 'e6e88bfd',
  high:
    '65ca8dcc 0c2634a6 d317ba78 f2ae6164 d26f5a1d 8a26f484 4e0d20de aeda2059 6595e642 6d16360e 17dbb021 50815849 4abe0d6e ' +
    '81e3eb86 d1e09d98 49b9fc1f 1bc212c8 832e92eb 1796b1df 5532601c 7ad9ac0f 71ad731e',
  critical: '31a02247',
}

const byId: ReadonlyMap<string, Severity> = new Map(
  (['low', 'high', 'critical'] as const).flatMap((severity) =>
    assigned[severity].split(' ').map((id) => [id, severity] as const),
  ),
)

export function severityOfRule(id: string, title: string): Severity {
  return byId.get(id.slice(0, 8)) ?? (/^hunt\b/i.test(title) ? 'info' : 'medium')
}
