/** What `bpftool btf dump file FILE format raw` prints of one type. */
interface RawType {
  readonly kind: string;
  readonly name: string;
  /** `type_id=3`, `size=16` and the like. */
  readonly facts: Readonly<Record<string, string>>;
  /** Members, parameters, constants. */
  readonly parts: readonly { readonly name: string; readonly facts: Readonly<Record<string, string>> }[];
}

/** The types and functions of one kernel by name, each spelled out so that two are alike where their texts are. */
export interface RawBtf {
  /** By `struct NAME` and `union NAME`: the definitions, sorted. */
  readonly structs: ReadonlyMap<string, readonly string[]>;
  /** The prototypes, sorted. */
  readonly functions: ReadonlyMap<string, readonly string[]>;
}

/**
 * Reads what bpftool printed. It shares nothing with the readers that tracefit has: it is there to find their mistakes.
 *
 * @throws Error at a line it does not know
 */
export function readRawBtf(text: string): RawBtf {
  const types = readTypes(text);
  const spell = speller(types);
  const structs = new Map<string, string[]>();
  const functions = new Map<string, string[]>();
  const put = (to: Map<string, string[]>, name: string, value: string) => {
    const known = to.get(name);
    if (!known) to.set(name, [value]);
    else if (!known.includes(value)) known.push(value);
  };
  for (const type of types.values()) {
    if (type.name === anonymous) continue;
    if (type.kind === 'STRUCT' || type.kind === 'UNION') {
      put(structs, `${type.kind.toLowerCase()} ${type.name}`, spellStruct(type, types, spell));
    } else if (type.kind === 'FUNC') put(functions, type.name, spell(type.facts['type_id'] ?? ''));
  }
  for (const all of [...structs.values(), ...functions.values()]) all.sort();
  return { structs, functions };
}

const anonymous = '(anon)';
const typeLine = /^\[(\d+)\] (\w+) '(.*?)'(.*)$/;
const partLine = /^\t'(.*?)'(.*)$/;

function readTypes(text: string): ReadonlyMap<string, RawType> {
  const types = new Map<string, RawType>();
  let parts: { name: string; facts: Record<string, string> }[] = [];
  for (const line of text.split('\n')) {
    const type = typeLine.exec(line);
    const part = type ? null : partLine.exec(line);
    if (type) {
      const [, id = '', kind = '', name = '', facts = ''] = type;
      parts = [];
      types.set(id, { kind, name, facts: readFacts(facts), parts });
    } else if (part) parts.push({ name: part[1] ?? '', facts: readFacts(part[2] ?? '') });
    // The sections of variables, which have neither names of their own nor anything to compare.
    else if (line !== '' && !/^\ttype_id=/.test(line))
      throw new Error(`bpftool printed a line of another kind: ${line}`);
  }
  return types;
}

function readFacts(text: string): Record<string, string> {
  return Object.fromEntries([...text.matchAll(/(\w+)=(\S+)/g)].map(([, name = '', value = '']) => [name, value]));
}

type Spell = (id: string) => string;

/** Spells types by id; what has a name by its name. Type tags are passed over: they are not part of the C type. */
function speller(types: ReadonlyMap<string, RawType>): Spell {
  const known = new Map<string, string>([['0', 'void']]);
  const spell: Spell = (id) => {
    let text = known.get(id);
    if (text === undefined) known.set(id, (text = spellOne(types.get(id))));
    return text;
  };
  const spellOne = (type: RawType | undefined): string => {
    if (!type) throw new Error('bpftool printed a type that refers to none');
    const { kind, name, facts, parts } = type;
    const inner = () => spell(facts['type_id'] ?? '');
    switch (kind) {
      case 'INT':
      case 'FLOAT':
      case 'TYPEDEF':
        return name;
      case 'PTR':
        return `ptr(${inner()})`;
      case 'CONST':
      case 'VOLATILE':
      case 'RESTRICT':
        return `${kind.toLowerCase()}(${inner()})`;
      case 'TYPE_TAG':
        return inner();
      case 'ARRAY':
        return `array(${inner()},${facts['nr_elems'] ?? ''})`;
      case 'FWD':
        return `${facts['fwd_kind'] ?? 'struct'} ${name}`;
      case 'STRUCT':
      case 'UNION':
        return name === anonymous ? spellStruct(type, types, spell) : `${kind.toLowerCase()} ${name}`;
      case 'ENUM':
      case 'ENUM64':
        return name === anonymous
          ? `enum{${parts.map((part) => `${part.name}=${part.facts['val'] ?? ''}`).join()}}`
          : `enum ${name}`;
      case 'FUNC_PROTO': {
        const params = parts.map((part) => `${spell(part.facts['type_id'] ?? '')} ${part.name}`);
        return `fn(${spell(facts['ret_type_id'] ?? '')};${params.join()})`;
      }
      default:
        throw new Error(`bpftool printed a kind of type that is not known here: ${kind}`);
    }
  };
  return spell;
}

/** Its size, and its members with their places, those of unnamed ones as its own; of two with one name the last counts. */
function spellStruct(struct: RawType, types: ReadonlyMap<string, RawType>, spell: Spell): string {
  const members = new Map<string, string>();
  const collect = (type: RawType, base: number): void => {
    for (const { name, facts } of type.parts) {
      const at = base + Number(facts['bits_offset']);
      const inner = types.get(facts['type_id'] ?? '');
      const isAggregate = inner?.kind === 'STRUCT' || inner?.kind === 'UNION';
      if (name === anonymous && isAggregate && inner.name === anonymous) collect(inner, at);
      else members.set(name, `${at}:${facts['bitfield_size'] ?? ''} ${spell(facts['type_id'] ?? '')}`);
    }
  };
  collect(struct, 0);
  const lines = [...members].map(([name, text]) => `${name}@${text}`).sort();
  return `${struct.kind} ${struct.facts['size'] ?? ''} {${lines.join(';')}}`;
}
