import { Button, Checkbox, Group, Modal, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type SyntheticEvent } from 'react'
import { useNavigate } from 'react-router'
import { flows, folders, tables } from '@keyway/api'
import { call } from '../app/client.ts'
import { useAnswer } from '../app/requests.ts'
import { FolderInput } from '../flows/folder-input.tsx'
import { templateTexts as texts } from '../texts/templates.ts'
import { Problem } from '../ui/problem.tsx'
import { adaptTemplate, labelOf, printSetting, readSetting } from './adapt-template.ts'
import type { Template } from './find-templates.ts'

/** Asks for name, folder and settings, and makes a draft of a template, with the tables it needs. */
export function UseTemplate({ template, onClose }: { template: Template; onClose: () => void }) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const known = useAnswer(tables.listTables)
  const [name, setName] = useState(template.title)
  const [folder, setFolder] = useState('')
  const [typed, setTyped] = useState<ReadonlyMap<string, string>>(
    () => new Map(Object.entries(template.settings).map(([key, value]) => [key, printSetting(value)])),
  )
  const [makesTables, setMakesTables] = useState(true)
  const settings = Object.fromEntries(
    Object.entries(template.settings).map(([key, value]) => [key, readSetting(typed.get(key) ?? '', value)]),
  )
  const wanted = template.tables.map((table) => ({ ...table, name: renamed(table.name, template, settings) }))
  const missing = wanted.filter((table) => known.data?.items.every(({ name: other }) => other !== table.name))
  const make = useMutation({
    mutationFn: async () => {
      for (const table of makesTables ? missing : []) {
        const columns = table.columns.map((column) => ({ name: column, type: 'text' as const }))
        await call(tables.createTable, { body: { name: table.name, columns } })
      }
      const document = adaptTemplate(template, name.trim(), settings)
      const path = folder.trim()
      return call(flows.createFlow, { body: { document, ...(path === '' ? {} : { folder: path }) } })
    },
    onSettled: () =>
      Promise.all(
        [flows.listFlows, folders.listFolders, tables.listTables].map(({ path }) =>
          client.invalidateQueries({ queryKey: [path] }),
        ),
      ),
    onSuccess: ({ id }) => void navigate(`/flows/${id}`),
  })
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    make.mutate()
  }
  return (
    <Modal opened onClose={onClose} title={texts.useTitle} size="lg">
      <form onSubmit={submit}>
        <Stack gap="md">
          <Text size="sm">{texts.useLead}</Text>
          <TextInput
            label={texts.name}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            required
            maxLength={200}
            data-autofocus
          />
          <FolderInput label={texts.folder} value={folder} onChange={setFolder} />
          {typed.size === 0 ? null : (
            <fieldset style={{ border: 0, margin: 0, padding: 0 }}>
              <Text component="legend" size="sm" fw={620}>
                {texts.settings}
              </Text>
              <Text size="xs" c="var(--kw-text-soft)" mb="xs">
                {texts.settingsHelp}
              </Text>
              <Stack gap="sm">
                {[...typed].map(([key, value]) => {
                  const set = (text: string) => setTyped(new Map(typed).set(key, text))
                  return Array.isArray(template.settings[key]) ? (
                    <Textarea
                      key={key}
                      label={labelOf(key)}
                      value={value}
                      onChange={(event) => set(event.currentTarget.value)}
                      autosize
                    />
                  ) : (
                    <TextInput
                      key={key}
                      label={labelOf(key)}
                      value={value}
                      onChange={(event) => set(event.currentTarget.value)}
                      required
                      {...(typeof template.settings[key] === 'number' ? { type: 'number' } : {})}
                    />
                  )
                })}
              </Stack>
            </fieldset>
          )}
          {missing.length === 0 ? null : (
            <Checkbox
              label={texts.makeTables(missing.length)}
              description={missing.map((table) => texts.needsTable(table.name, table.columns)).join('. ')}
              checked={makesTables}
              onChange={(event) => setMakesTables(event.currentTarget.checked)}
            />
          )}
          {make.error === null ? null : <Problem error={make.error} />}
          <Group justify="flex-end">
            <Button type="submit" loading={make.isPending} disabled={name.trim() === ''}>
              {texts.create}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

/** A table whose name is a setting is called as whoever uses the template says. */
function renamed(name: string, { settings }: Template, own: Template['settings']): string {
  const key = Object.keys(settings).find((candidate) => settings[candidate] === name)
  const value = key === undefined ? name : own[key]
  return typeof value === 'string' && value.trim() !== '' ? value : name
}
