import { SegmentedControl } from '@mantine/core'
import { yamlTexts as texts } from '../../texts/yaml.ts'
import { flowViews, type FlowView } from './use-view.ts'

export interface ViewSwitchProps {
  view: FlowView
  onChange: (view: FlowView) => void
}

/** Cards, YAML, or both beside each other. */
export function ViewSwitch({ view, onChange }: ViewSwitchProps) {
  return (
    <SegmentedControl
      size="xs"
      aria-label={texts.views}
      data={flowViews.map((value) => ({ value, label: texts[value] }))}
      value={view}
      onChange={(next) => onChange(flowViews.find((one) => one === next) ?? 'cards')}
    />
  )
}
