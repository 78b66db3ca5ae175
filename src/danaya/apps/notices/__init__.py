"""What people are told: apps hand notices in; each stands on a page, and goes by mail, bundled, as its reader chose."""
