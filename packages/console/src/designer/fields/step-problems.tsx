import { Text } from '@mantine/core'
import { designerTexts } from '../../texts/designer.ts'
import { useProblemsAt } from './form-scope.ts'
import { Notice } from '../../ui/notice.tsx'

const wholeStep: readonly string[] = []

/** What is wrong with the step as a whole; what concerns one field stands at that field. */
export function StepProblems() {
  const problems = useProblemsAt(wholeStep).filter(({ field }) => field.length === 0)
  if (problems.length === 0) return null
  const isBad = problems.some(({ severity }) => severity === 'error')
  return (
    <Notice tone={isBad ? 'bad' : 'doubt'} role="status" title={designerTexts.lookAt}>
      {problems.map(({ message }) => (
        <Text key={message} size="sm">
          {message}
        </Text>
      ))}
    </Notice>
  )
}
