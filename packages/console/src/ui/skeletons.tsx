import { Skeleton, Stack, VisuallyHidden } from '@mantine/core'
import { commonTexts } from '../texts/common.ts'

/** Place holder of a page whose data are on their way. */
export function PageSkeleton() {
  return (
    <Stack p="lg" gap="md" aria-busy="true">
      <VisuallyHidden role="status">{commonTexts.loading}</VisuallyHidden>
      <Skeleton height={28} width={220} />
      <RowsSkeleton rows={6} />
    </Stack>
  )
}

export function RowsSkeleton({ rows }: { rows: number }) {
  return (
    <Stack gap={8} aria-busy="true">
      <VisuallyHidden role="status">{commonTexts.loading}</VisuallyHidden>
      {Array.from({ length: rows }, (_, index) => (
        <Skeleton key={index} height={44} radius="md" />
      ))}
    </Stack>
  )
}

/** Place holder of cards drawn from left to right. */
export function StripSkeleton() {
  return (
    <div style={{ display: 'flex', gap: 28, padding: 24, overflow: 'hidden' }} aria-busy="true">
      <VisuallyHidden role="status">{commonTexts.loading}</VisuallyHidden>
      {[300, 240, 340, 260].map((height) => (
        <Skeleton key={height} height={height} width={264} radius="lg" style={{ flex: 'none' }} />
      ))}
    </div>
  )
}
