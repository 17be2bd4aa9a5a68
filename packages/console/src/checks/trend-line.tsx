import classes from './checks.module.css'

/** How a number went, as a line; the words beside it say the same. */
export function TrendLine({ values, label }: { values: readonly number[]; label: string }) {
  if (values.length < 2) return null
  const most = Math.max(...values, 1)
  const points = values.map(
    (value, index) => `${(index / (values.length - 1)) * 100},${24 - (value / most) * 22}`,
  )
  return (
    <svg
      className={classes['trend']}
      viewBox="0 0 100 26"
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <polyline points={points.join(' ')} />
    </svg>
  )
}
