/** What `:fact[postgres/demo/server.version]` names: one fact, or with `#field` one field of an object value. */
export interface FactReference {
  source: string;
  target: string;
  id: string;
  field?: string;
}

const REFERENCE = /^(?<source>[a-z][a-z0-9-]*)\/(?<target>[a-z0-9][a-z0-9-]*)\/(?<id>[^\s#]+)(?:#(?<field>\w+))?$/;

/** Parses `source/target/id` or `source/target/id#field`; undefined where the text is neither. */
export function parseFactReference(text: string): FactReference | undefined {
  const groups = REFERENCE.exec(text.trim())?.groups;
  if (!groups?.source || !groups.target || !groups.id) return undefined;
  const { source, target, id, field } = groups;
  return field === undefined ? { source, target, id } : { source, target, id, field };
}
