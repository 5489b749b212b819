/**
 * A function that makes its answer once for each key, and forgets it with the key. For verdicts and texts that most machines of an estate
 * may share: made anew for each of them they are the most of what a judgement allocates.
 */
export function oncePer<Key extends object, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const made = new WeakMap<Key, Value>();
  return (key) => {
    let value = made.get(key);
    if (value === undefined) made.set(key, (value = make(key)));
    return value;
  };
}
