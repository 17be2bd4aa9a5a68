import { Button, Group, SegmentedControl } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import type { Json } from '@keyway/sdk'
import { valueTexts } from '../texts/values.ts'
import { asFile } from '../values/file.ts'
import { isObject } from '../values/kind.ts'
import { toCopyText } from '../values/preview.ts'
import { formatSize } from '../values/size.ts'
import { CopyTextButton } from './copy.tsx'
import { FileLine } from './file-line.tsx'
import { JsonTree } from './json-tree.tsx'
import classes from './json-view.module.css'

/** More text than this is shown by its head first: a browser lays out a megabyte of text for seconds. */
const headLength = 12_000

export interface JsonViewProps {
  value: Json
  /** What a reference to this value is called; null where nothing can refer to it. */
  reference: string | null
  /** Where the whole value is, if this is only its head. */
  wholeUrl?: string | undefined
}

/** A whole value: as a tree with references to copy, or as text. */
export function JsonView({ value, reference, wholeUrl }: JsonViewProps) {
  const file = asFile(value)
  const isStructure = isObject(value) || Array.isArray(value)
  const [form, setForm] = useState<'tree' | 'text'>(isStructure ? 'tree' : 'text')
  const text = useMemo(() => toCopyText(value), [value])

  const download = () => {
    const url = URL.createObjectURL(
      new Blob([text], { type: isStructure ? 'application/json' : 'text/plain' }),
    )
    const link = document.createElement('a')
    link.href = url
    link.download = `${reference ?? 'value'}.${isStructure ? 'json' : 'txt'}`
    link.click()
    URL.revokeObjectURL(url)
  }

  return (
    <div className={classes['view']}>
      <Group gap="xs" mb={8}>
        {isStructure ? (
          <SegmentedControl
            size="xs"
            value={form}
            onChange={(chosen) => setForm(chosen === 'tree' ? 'tree' : 'text')}
            data={[
              { value: 'tree', label: valueTexts.asTree },
              { value: 'text', label: valueTexts.asText },
            ]}
          />
        ) : null}
        <CopyTextButton value={text} label={valueTexts.copyValue} />
        {wholeUrl !== undefined ? (
          <Button
            size="xs"
            variant="default"
            component="a"
            href={wholeUrl}
            download
            leftSection={<IconDownload size={14} aria-hidden />}
          >
            {valueTexts.downloadWhole}
          </Button>
        ) : text.length > headLength ? (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconDownload size={14} aria-hidden />}
            onClick={download}
          >
            {valueTexts.download}
          </Button>
        ) : null}
      </Group>
      {file === undefined ? null : <FileLine file={file} />}
      {form === 'tree' && isStructure ? (
        <JsonTree value={value} reference={reference} />
      ) : (
        <WholeText text={text} isJson={isStructure} />
      )}
    </div>
  )
}

function WholeText({ text, isJson }: { text: string; isJson: boolean }) {
  const [isWhole, setWhole] = useState(false)
  const isLong = text.length > headLength && !isWhole
  return (
    <>
      <pre className={classes['text']} data-json={isJson}>
        {isLong ? text.slice(0, headLength) : text}
      </pre>
      {isLong ? (
        <Button size="xs" variant="subtle" onClick={() => setWhole(true)}>
          {valueTexts.showAllText(formatSize(text.length))}
        </Button>
      ) : null}
    </>
  )
}
