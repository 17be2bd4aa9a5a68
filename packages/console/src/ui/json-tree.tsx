import { useState } from 'react'
import { IconCheck, IconChevronRight, IconLink } from '@tabler/icons-react'
import { CopyButton } from '@mantine/core'
import type { Json } from '@keyway/sdk'
import { valueTexts } from '../texts/values.ts'
import { asFile } from '../values/file.ts'
import { isObject, kindOf } from '../values/kind.ts'
import { head } from '../values/preview.ts'
import { childReference } from '../values/reference.ts'
import { FileLine } from './file-line.tsx'
import classes from './json-view.module.css'

/** Children shown before "show more"; a list of 100,000 rows would freeze the page. */
const pageSize = 100
/** Text longer than this folds to one line. */
const lineLength = 120
/** Levels that are open from the start. */
const openDepth = 2

export interface JsonTreeProps {
  value: Json
  reference: string | null
  depth?: number
}

/** A structure as a tree that opens level by level; each key offers its reference. */
export function JsonTree({ value, reference, depth = 0 }: JsonTreeProps) {
  const [shown, setShown] = useState(pageSize)
  const entries: [string | number, Json][] = Array.isArray(value)
    ? value.slice(0, shown).map((item, index) => [index, item])
    : isObject(value)
      ? Object.entries(value).slice(0, shown)
      : []
  const count = Array.isArray(value) ? value.length : isObject(value) ? Object.keys(value).length : 0
  return (
    <ul className={classes['tree']}>
      {entries.map(([key, item]) => (
        <Node
          key={key}
          name={key}
          value={item}
          reference={reference === null ? null : childReference(reference, key)}
          depth={depth}
        />
      ))}
      {count > shown ? (
        <li>
          <button type="button" className={classes['more']} onClick={() => setShown(shown + pageSize * 5)}>
            {valueTexts.showMore(count - shown)}
          </button>
        </li>
      ) : null}
    </ul>
  )
}

interface NodeProps {
  name: string | number
  value: Json
  reference: string | null
  depth: number
}

function Node({ name, value, reference, depth }: NodeProps) {
  const file = asFile(value)
  const isStructure = isObject(value) || Array.isArray(value)
  const size = Array.isArray(value) ? value.length : isObject(value) ? Object.keys(value).length : 0
  const [isOpen, setOpen] = useState(depth < openDepth && size <= 30 && file === undefined)
  const label = String(name)
  return (
    <li>
      <div className={classes['row']}>
        {isStructure && size > 0 ? (
          <button
            type="button"
            className={classes['toggle']}
            aria-expanded={isOpen}
            aria-label={isOpen ? valueTexts.collapse(label) : valueTexts.expand(label)}
            onClick={() => setOpen(!isOpen)}
          >
            <IconChevronRight size={13} aria-hidden />
          </button>
        ) : (
          <span className={classes['noToggle']} />
        )}
        <span className={classes['key']} data-index={typeof name === 'number'}>
          {label}
        </span>
        {file !== undefined ? (
          <FileLine file={file} />
        ) : isStructure ? (
          <span className={classes['count']}>
            {Array.isArray(value) ? valueTexts.items(size) : valueTexts.keys(size)}
          </span>
        ) : (
          <Scalar value={value} />
        )}
        {reference === null ? null : <CopyReference reference={reference} />}
      </div>
      {isStructure && isOpen ? <JsonTree value={value} reference={reference} depth={depth + 1} /> : null}
    </li>
  )
}

function Scalar({ value }: { value: Json }) {
  const [isWhole, setWhole] = useState(false)
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const isLong = text.length > lineLength && !isWhole
  return (
    <span className={classes['scalar']} data-kind={kindOf(value)}>
      {isLong ? head(text, lineLength) : text}
      {isLong ? (
        <button type="button" className={classes['more']} onClick={() => setWhole(true)}>
          {valueTexts.showMore(text.length - lineLength)}
        </button>
      ) : null}
    </span>
  )
}

function CopyReference({ reference }: { reference: string }) {
  return (
    <CopyButton value={reference} timeout={1_500}>
      {({ copied, copy }) => (
        <button
          type="button"
          className={classes['copy']}
          title={valueTexts.copyReferenceOf(reference)}
          aria-label={valueTexts.copyReferenceOf(reference)}
          onClick={copy}
        >
          {copied ? <IconCheck size={13} aria-hidden /> : <IconLink size={13} aria-hidden />}
        </button>
      )}
    </CopyButton>
  )
}
