import { Button, Group } from '@mantine/core'
import { commonTexts } from '../texts/common.ts'

export interface LoadMoreProps {
  hasMore: boolean
  isLoading: boolean
  onMore: () => void
}

/** The foot of a list that is read page by page. */
export function LoadMore({ hasMore, isLoading, onMore }: LoadMoreProps) {
  if (!hasMore) return null
  return (
    <Group justify="center" mt="md">
      <Button variant="default" loading={isLoading} onClick={onMore}>
        {commonTexts.loadMore}
      </Button>
    </Group>
  )
}
