import { globSync } from 'node:fs'
import { linkProblems } from './checks/link-problems.ts'

// Checks that links between the repository's Markdown files lead somewhere. Started in the repository's folder.

const files = globSync(['*.md', 'docs/**/*.md', '{packages,e2e,bench,tools}/**/*.md'], {
  exclude: (name) => name.split('/').includes('node_modules'),
})
const problems = files.flatMap(linkProblems)

for (const problem of problems) console.error(problem)
console.log(`${files.length} pages`)
process.exitCode = problems.length === 0 ? 0 : 1
