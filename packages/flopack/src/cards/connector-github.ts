import type { CardVariant, ConnectorCardMapping } from './connector-card-mapping.ts'
import { customApiCard } from './connector-custom-api.ts'

const repository = { repo: { to: 'repository' } }
const organisation = { org: 'Only shortens the list to pick a repository from.' }

const content: Pick<ConnectorCardMapping, 'inputs' | 'options' | 'outputs' | 'ignored'> = {
  inputs: {
    'File/Message': 'message',
    'File/File Content': 'file',
    'File/Path': 'path',
    'File/Branch Name': 'branch',
  },
  options: repository,
  outputs: {
    'File/File Name': 'name',
    'File/File Path': 'path',
    'File/Content SHA': 'sha',
    'File/HTML URL': 'url',
  },
  ignored: { ...organisation, branchField: 'Chooses whether there is an input for the branch.' },
}

const resultSets: CardVariant[] = [
  { when: { 'parameters/resultSet': ['First Matching Record'] }, with: { resultSet: 'first' } },
]

/** What the pull request's fields are called in the answer, which the action passes on as `raw`. */
const pullRequest: Readonly<Record<string, string>> = {
  'Pull Request Number': 'number',
  'Pull Request ID': 'id',
  'Pull Request Node ID': 'node_id',
  Title: 'title',
  State: 'state',
  Description: 'body',
  'Author Association': 'author_association',
  Login: 'user.login',
  'User Node ID': 'user.node_id',
  'User ID': 'user.id',
  'Assignee Username': 'assignee.login',
  'Assignee Node ID': 'assignee.node_id',
  'Assignee ID': 'assignee.id',
  Assignees: 'assignees',
  Labels: 'labels',
  'Milestone Title': 'milestone.title',
  'Milestone ID': 'milestone.id',
  'Milestone Node ID': 'milestone.node_id',
  'Milestone Number': 'milestone.number',
  'BASE Branch': 'base.ref',
  'HEAD Branch': 'head.ref',
  'Diff URL': 'diff_url',
  'HTML URL': 'html_url',
  'Patch URL': 'patch_url',
  'Created At': 'created_at',
  'Updated At': 'updated_at',
  'Is Maintainer Can Modify?': 'maintainer_can_modify',
  'Is Locked?': 'locked',
  'Is Draft?': 'draft',
  'Additions Count': 'additions',
  'Deletions Count': 'deletions',
  'Changed Files Count': 'changed_files',
  'Commits Count': 'commits',
}

export const githubCards: Readonly<Record<string, ConnectorCardMapping>> = {
  'github.addUserToRepository': {
    use: 'github.add_user_to_repository',
    inputs: {
      'User/Username': 'username',
      'User/Permission': 'permission',
      'Repository/Owner': 'owner',
      'Repository/Name': 'repository',
    },
    outputs: { 'Result/Status Code': 'statusCode' },
  },
  'github.createBranch': {
    use: 'github.create_branch',
    // The C of "Commit" is a Cyrillic letter in the export.
    inputs: { 'Branch/Branch Name': 'name', 'Branch/\u0421ommit SHA': 'sha' },
    options: repository,
    outputs: {
      'Branch/Branch Full Name': 'ref',
      'Branch/Branch Node ID': 'nodeId',
      'Branch/\u0421ommit SHA': 'sha',
    },
    ignored: organisation,
  },
  'github.createFileContent': { ...content, use: 'github.create_file_content' },
  'github.updateFileContent': { ...content, use: 'github.update_file_content' },
  'github.createPullRequest': {
    use: 'github.create_pull_request',
    inputs: {
      'Pull Request/Title': 'title',
      'Pull Request/Description': 'description',
      'Pull Request/HEAD Branch': 'head',
      'Pull Request/BASE Branch': 'base',
      'Pull Request/Is Draft?': 'draft',
    },
    options: repository,
    outputs: Object.fromEntries(
      Object.entries(pullRequest).map(([name, at]) => [`Pull Request/${name}`, `raw.${at}`]),
    ),
    variants: [
      {
        when: { 'parameters/isIssue': ['Yes'] },
        unsupported: {
          reason: 'A pull request from an issue is not supported.',
          advice: 'Use Custom API action: POST /repos/{owner}/{repo}/pulls with "issue" in the body.',
        },
      },
      {
        when: { 'parameters/useForks': ['Yes'] },
        unsupported: {
          reason: 'A pull request from a fork is not supported.',
          advice: 'Use Custom API action: POST /repos/{owner}/{repo}/pulls with "head" as "owner:branch".',
        },
      },
    ],
    ignored: {
      ...organisation,
      isIssue: 'Chooses which inputs there are.',
      useForks: 'Chooses which inputs there are.',
    },
  },
  'github.searchBranches': {
    use: 'github.search_branches',
    inputs: { 'Branch/Name': 'name', 'Branch/Commit SHA': 'sha' },
    options: repository,
    outputs: { 'Result/Name': 'branch.name', 'Result/Commit SHA': 'branch.sha' },
    variants: resultSets,
    ignored: { ...organisation, resultSet: 'Chooses the variant.' },
  },
  'github.searchUsers': {
    use: 'github.search_users',
    inputs: { 'User/Public Email': 'email' },
    outputs: { 'Result/Username': 'user.login' },
    variants: [
      ...resultSets.map((variant) => ({
        ...variant,
        when: { ...variant.when, 'parameters/org': ['-- Not In Org --'] },
      })),
      {
        when: { 'parameters/resultSet': ['First Matching Record'] },
        unsupported: {
          reason: 'Searching the members of one organisation is not supported.',
          advice:
            'List the members with Custom API action (GET /orgs/{org}/members) and find the one with Find.',
        },
      },
    ],
    ignored: { org: 'Chooses the variant.', resultSet: 'Chooses the variant.' },
  },
  'github.customAPIAction': customApiCard('github'),
}
