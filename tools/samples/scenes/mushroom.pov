#include "common.inc"
camera { right x * image_width / image_height location <0, 1.5, -6> look_at <0, 1.0, 0> angle 33 }
Sun(<-4, 9, -5>, 1.15)
light_source { <5, 4, -5> rgb 0.25 shadowless }
sky_sphere { pigment { bozo scale 0.25 turbulence 0.5 color_map { [0 rgb <0.05, 0.1, 0.03>] [0.5 rgb <0.1, 0.2, 0.06>] [0.85 rgb <0.2, 0.32, 0.1>] [1 rgb <0.5, 0.55, 0.3>] } } }
plane { y, 0 texture { pigment { bozo scale 0.2 turbulence 0.9 color_map { [0 rgb <0.1, 0.16, 0.04>] [0.5 rgb <0.22, 0.2, 0.08>] [0.8 rgb <0.3, 0.2, 0.1>] [1 rgb <0.35, 0.32, 0.12>] } } normal { granite 0.9 scale 0.4 } } }
#declare Stem = texture { pigment { gradient y scale 1.2 color_map { [0 rgb <0.75, 0.68, 0.55>] [1 rgb <0.92, 0.88, 0.78>] } } normal { wrinkles 0.3 scale <0.06, 1, 0.06> } }
#declare Cap = texture { pigment { bozo scale 0.4 color_map { [0 rgb <0.5, 0.24, 0.09>] [1 rgb <0.65, 0.36, 0.15>] } } normal { bumps 0.08 scale 0.1 } finish { specular 0.25 roughness 0.05 } }
#declare Gills = texture { pigment { radial frequency 70 color_map { [0 rgb <0.85, 0.76, 0.6>] [0.6 rgb <0.8, 0.7, 0.54>] [1 rgb <0.5, 0.4, 0.28>] } } }
#macro Mushroom()
  union {
    lathe { cubic_spline 7, <0, -0.2>, <0.36, -0.1>, <0.4, 0.1>, <0.27, 0.6>, <0.25, 1.0>, <0.3, 1.3>, <0.3, 1.5> texture { Stem } }
    lathe { cubic_spline 8, <0, 2.1>, <0, 2.05>, <0.5, 1.93>, <0.95, 1.55>, <1.12, 1.15>, <1.06, 1.04>, <0.95, 1.1>, <0.9, 1.2> texture { Cap } }
    cone { <0, 1.25, 0>, 0.2, <0, 1.1, 0>, 1.03 texture { Gills } }
  }
#end
object { Mushroom() rotate <-6, 0, 5> translate <-0.25, 0, 0> }
object { Mushroom() scale 0.55 rotate <-5, 50, -12> translate <1.35, 0, -0.5> }
object { Mushroom() scale 0.38 rotate <0, 20, 12> translate <-1.35, 0, -0.9> }
#declare S = seed(4);
#for (I, 0, 900)
  #local X = rand(S) * 8 - 4; #local Z = rand(S) * 6 - 2.5; #local H = 0.15 + 0.4 * rand(S);
  cone { <X, 0, Z>, 0.02, <X + rand(S) * 0.3 - 0.15, H, Z + rand(S) * 0.2 - 0.1>, 0.003 pigment { rgb <0.15 + 0.15 * rand(S), 0.3 + 0.2 * rand(S), 0.06> } }
#end
