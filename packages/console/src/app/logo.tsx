/** The keyhole. Decorative: the name stands beside it. */
export function Logo({ size }: { size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden focusable="false">
      <rect width="32" height="32" rx="8" fill="#12555d" />
      <path d="M16 7a5.2 5.2 0 0 0-2.5 9.76L12 25h8l-1.5-8.24A5.2 5.2 0 0 0 16 7z" fill="#f1c872" />
    </svg>
  )
}
