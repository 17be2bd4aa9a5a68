import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { linkProblems } from './link-problems.ts'

let folder: string

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'keyway-links-'))
  writeFileSync(path.join(folder, 'guide.md'), '# First run\n\n## What `npm start` does\n')
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

function problemsOf(text: string): string[] {
  const file = path.join(folder, 'page.md')
  writeFileSync(file, text)
  return linkProblems(file).map((problem) => problem.replaceAll(`${folder}/`, ''))
}

test('links to files, headings and addresses elsewhere are fine', () => {
  const text =
    '[a](guide.md) [b](guide.md#what-npm-start-does) [c](https://keyway.example/x#y) [d](#here)\n# Here\n'
  expect(problemsOf(text)).toEqual([])
})

test('a link to an absent file is reported', () => {
  expect(problemsOf('[a](absent.md)')).toEqual(["page.md: 'absent.md' does not exist"])
})

test('a link to an absent heading is reported', () => {
  expect(problemsOf('[a](guide.md#second-run)')).toEqual([
    "page.md: 'guide.md#second-run' names a heading that guide.md does not have",
  ])
})

test('code is not searched for links', () => {
  expect(problemsOf('```\n[a](absent.md)\n```\nand `[b](absent.md)`')).toEqual([])
})
