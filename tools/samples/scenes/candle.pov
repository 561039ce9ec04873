#include "common.inc"
camera { right x * image_width / image_height location <0, 1.7, -6> look_at <0, 1.25, 0> angle 32 }
background { rgb <0.02, 0.012, 0.01> }
light_source { <0, 2.5, 0> rgb <1.3, 0.85, 0.4> * 1.1 fade_distance 2.5 fade_power 2 }
light_source { <-4, 5, -6> rgb 0.12 }
plane { y, 0 Wood(<0.4, 0.22, 0.1>) }
plane { -z, -4 pigment { rgb <0.25, 0.12, 0.07> } }
#declare Wax = texture { pigment { rgb <0.9, 0.82, 0.68> } finish { ambient rgb <0.12, 0.08, 0.04> specular 0.3 roughness 0.04 } }
#macro Candle(H, R)
  union {
    lathe { cubic_spline 8, <0, -0.1>, <R, 0>, <R, 0.1>, <R, H - 0.12>, <R * 0.93, H>, <R * 0.7, H - 0.05>, <0, H - 0.1>, <0, H - 0.2>
      texture { pigment { gradient y scale H color_map { [0 rgb <0.75, 0.6, 0.42>] [0.6 rgb <0.9, 0.8, 0.62>] [1 rgb <1, 0.9, 0.6>] } }
        finish { ambient 0.28 specular 0.3 roughness 0.04 } } }
    cylinder { <0, H - 0.1, 0>, <0.02, H + 0.12, 0>, 0.018 pigment { rgb 0.02 } }
    lathe { cubic_spline 7, <0, -0.1>, <0, 0>, <0.085, 0.14>, <0.075, 0.25>, <0.03, 0.45>, <0, 0.56>, <0, 0.6>
      texture { pigment { gradient y scale 0.57 color_map { [0 rgb <0.5, 0.55, 1>] [0.15 rgb <1, 0.7, 0.25>] [0.4 rgb <1, 0.95, 0.65>] [1 rgb <1, 0.65, 0.2>] } } finish { ambient 1.3 diffuse 0 } }
      no_shadow translate <0.01, H + 0.02, 0> }
    sphere { 0, 1 hollow no_shadow pigment { rgbt 1 } finish { ambient 0 diffuse 0 }
      interior { media { emission <0.55, 0.28, 0.08> density { spherical density_map { [0 rgb 0] [0.5 rgb 0.12] [1 rgb 1] } } } } scale 0.8 translate <0, H + 0.25, 0> }
  }
#end
object { Candle(1.75, 0.42) }
object { Candle(1.1, 0.36) translate <1.15, 0, 0.5> }
object { Candle(0.75, 0.4) translate <-1.1, 0, -0.1> }
