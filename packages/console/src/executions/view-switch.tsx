import { SegmentedControl } from '@mantine/core'
import { useSearchParams } from 'react-router'
import { executionViewTexts } from '../texts/execution-views.ts'

const texts = executionViewTexts.views

/** Whether an execution is shown as a timeline; the choice is in the page's address. */
export function useIsTimeline(): boolean {
  const [search] = useSearchParams()
  return search.get('view') === 'timeline'
}

/** The cards with their values, or when each step ran. */
export function ViewSwitch() {
  const [, setSearch] = useSearchParams()
  const isTimeline = useIsTimeline()
  return (
    <SegmentedControl
      aria-label={texts.label}
      value={isTimeline ? 'timeline' : 'cards'}
      onChange={(view) => setSearch(view === 'timeline' ? { view } : {}, { replace: true })}
      data={[
        { value: 'cards', label: texts.cards },
        { value: 'timeline', label: texts.timeline },
      ]}
    />
  )
}
