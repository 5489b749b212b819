/** A region of Azure, as the list of locations shows it. */
export interface Region {
  /** Its short name, lower-case: `westeurope`. */
  readonly id: string;
  /** `West Europe` */
  readonly displayName: string;
  /** Availability zones, by the subscription's own numbers; [] in a region without zones. */
  readonly zones: readonly string[];
}
