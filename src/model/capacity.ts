/** A limit of a subscription in a region, and how much of it is used. */
export interface Quota {
  /** `cores` for all machines of the region, else the family of sizes: `standardDSv5Family`. */
  readonly name: string;
  readonly used: number;
  readonly limit: number;
}

/** A size of machine as a region offers it to a subscription. */
export interface SizeOffer {
  readonly name: string;
  /** Name of the {@link Quota} that it counts against. */
  readonly family: string;
  readonly cores: number;
  /** Zones of the region in which it can be had; [] in regions without zones. */
  readonly zones: readonly string[];
  /** Azure's reason why the subscription cannot have it in the region; undefined: it can. */
  readonly restriction: string | undefined;
  /** Zones in which the subscription cannot have it. */
  readonly restrictedZones: readonly string[];
}
