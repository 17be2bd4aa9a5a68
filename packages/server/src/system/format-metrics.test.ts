import { expect, test } from 'vitest'
import { formatMetrics } from './format-metrics.ts'

test('figures are written as Prometheus reads them', () => {
  expect(
    formatMetrics([
      { name: 'a_total', help: 'What it is.', kind: 'counter', samples: [{ labels: {}, value: 3 }] },
      { name: 'nothing', help: '', kind: 'gauge', samples: [] },
      {
        name: 'b',
        help: 'Of a "name".',
        kind: 'gauge',
        samples: [{ labels: { org: 'a"b\\c\nd', type: 'x' }, value: 0.5 }],
      },
    ]),
  ).toBe(
    '# HELP a_total What it is.\n# TYPE a_total counter\na_total 3\n' +
      '# HELP b Of a "name".\n# TYPE b gauge\nb{org="a\\"b\\\\c\\nd",type="x"} 0.5\n',
  )
})
